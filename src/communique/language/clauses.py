"""Dependency trees -> clause frames: who does what to whom, with the passive, control and coordination resolved.

The trees use ClearNLP labels (Choi and Palmer 2012). Subjects that a clause leaves out are found as the grammar has it:
in relative clauses the noun they modify, under control verbs the subject or the object of the governor, in coordination
the subject of the first conjunct, in participles and gerunds the subject of the clause around them.
"""

from __future__ import annotations

from typing import Literal

from communique.language.gerunds import OBJECTING, Gerunds
from communique.language.text import NOMINAL, Clause, Parse, Token
from communique.language.verb_groups import VerbGroups

Complements = tuple[tuple[str, int], ...]

OBJECT_CONTROL = frozenset(
    """accuse advise allow appeal appoint ask authorise authorize ban bar believe blame block call cause challenge
    charge command compel condemn consider convince criticise criticize declare deem deter direct discourage
    enable encourage expect forbid force get help induce instruct invite keep lead let need order permit
    persuade praise press pressure prevent prohibit prompt push remind request require stop suspect task tell
    thank trust urge want warn""".split()
)
"""Verbs whose object is the subject of the clause they govern ("urged Russia to stop")."""

LIGHT = frozenset(
    """be begin chair conduct conclude continue convene deliver end express give have hold host issue launch lodge make
    offer open pay place postpone present put raise reach renew reiterate repeat resume send sign start strike suspend
    take voice""".split()
)
"""Verbs that lend their subject, tense and complements to their object ("held talks with")."""

RELATIVE = frozenset({"WDT", "WP", "WP$"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "pcomp", "csubj", "parataxis", "ROOT", "dep"})
DEPTH = 12  # how far up a missing subject is looked for


def find_clauses(parse: Parse) -> tuple[Clause, ...]:
    """A frame for every verb, predicative adjective and noun with arguments of its own, in text order."""
    frames = _Frames(parse)
    return tuple(frames.clause(token) for token in parse.tokens if frames.kind(token))


class _Frames:
    """The frames of one parse; holds what was worked out on the way so that each is found once."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.verbs = VerbGroups(parse)
        self.gerunds = Gerunds(parse, self.verbs)
        self._subjects: dict[int, tuple[int, ...]] = {}

    def kind(self, token: Token) -> Literal["verb", "adjective", "noun"] | None:
        """What sort of predicate a token is, None if it is none."""
        if token.pos == "VERB" and token.dep not in ("aux", "auxpass", "amod", "compound", "punct"):
            return "verb"
        if token.pos == "AUX" and token.dep not in ("aux", "auxpass"):
            return None if self._adjective_of(token.index) is not None else "verb"
        if token.pos == "ADJ" and (token.dep in ("acomp", "oprd") or self._coordinated_adjective(token)):
            return "adjective"
        if token.pos == "NOUN":
            return "noun"
        return None

    def clause(self, token: Token) -> Clause:
        """The frame of a predicate."""
        kind = self.kind(token) or "verb"
        carrier = self._carrier(token, kind)
        index = token.index
        start, end = self._extent(carrier)
        if (noun := self.gerunds.subject(token)) is not None:
            start = min(start, self.tokens[self.parse.subtree(noun)[0]].start)
        return Clause(
            predicate=index,
            lemma=self._lemma(token),
            kind=kind,
            subjects=self.subjects(index),
            objects=self._objects(token, kind),
            complements=self._complements(index) + (self._complements(carrier) if carrier != index else ()),
            tense=self.verbs.tense(carrier),
            negated=self.verbs.negated(carrier) or (carrier != index and self.verbs.negated(index)),
            modal=self.verbs.modal(carrier),
            passive=self.verbs.passive(index),
            governor=self._governor(index),
            start=start,
            end=end,
        )

    # What carries tense and negation

    def _adjective_of(self, index: int) -> int | None:
        child = self.parse.child(index, "acomp")
        return child if child is not None and self.tokens[child].pos == "ADJ" else None

    def _coordinated_adjective(self, token: Token) -> bool:
        head = self.tokens[token.head]
        return token.dep == "conj" and head.pos == "ADJ" and head.dep in ("acomp", "oprd")

    def _carrier(self, token: Token, kind: str) -> int:
        """The token that carries tense and negation: the copula of an adjective, the light verb of a noun."""
        if kind == "verb":
            return token.index
        head = self.tokens[self.verbs.first_conjunct(token.index)]
        if kind == "adjective":
            return head.head if head.dep in ("acomp", "oprd") else token.index
        verb = self.tokens[head.head]
        light = head.dep in ("dobj", "attr", "nsubjpass") and verb.lemma.lower() in LIGHT
        return verb.index if light else token.index

    def _lemma(self, token: Token) -> str:
        particle = self.parse.child(token.index, "prt")
        lemma = token.lemma.lower()
        return f"{lemma} {self.tokens[particle].lower}" if particle is not None else lemma

    # Subjects and objects

    def subjects(self, index: int, depth: int = 0) -> tuple[int, ...]:
        """The logical subjects of a predicate, empty where the sentence does not tell."""
        if index not in self._subjects:
            self._subjects[index] = ()  # a cycle ends here
            alike = self.verbs.alike(index)
            more = self.conjuncts(alike) if alike is not None else ()
            found = dict.fromkeys((*self._find_subjects(index, depth), *more))
            self._subjects[index] = tuple(i for i in found if i != index)  # a wrong tree may lead back
        return self._subjects[index]

    def _find_subjects(self, index: int, depth: int) -> tuple[int, ...]:
        if depth > DEPTH:
            return ()
        token = self.tokens[index]
        if self.kind(token) == "noun":
            return self._noun_subjects(token, depth)
        if self.kind(token) == "adjective":
            carrier = self._carrier(token, "adjective")
            return self.subjects(carrier, depth + 1) if carrier != index else ()
        if self.verbs.passive(index):
            return self._agents(index)
        own = [i for i in self.parse.children[index] if self.tokens[i].dep in ("nsubj", "nsubjpass")]
        if own:  # of two the nearer one: "ESTGRAD/NORBURG The guild agreed"
            return self._relative(own[-1], token) or self.conjuncts(own[-1])
        if self.parse.child(index, "expl") is not None:
            return self._group(index, "attr", "dobj")
        if self.parse.child(index, "csubj", "csubjpass") is not None:
            return ()
        return self._inherited(token, depth)

    def _agents(self, index: int) -> tuple[int, ...]:
        """The "by" phrase of a passive, its own, that of a noun behind it, or of a passive coordinated with it."""
        agent = self.parse.child(index, "agent")
        if agent is not None:
            return self._group(agent, "pobj")
        places = (index, *self._group(index, "dobj", "oprd", "attr"))  # "was called an outlaw | by Norland"
        if by := tuple(j for i in places for marker, j in self._complements(i) if marker == "by"):
            return by
        later = self.parse.child(index, "conj")
        return self._agents(later) if later is not None and self.tokens[later].tag == "VBN" else ()

    def _beside(self, index: int) -> tuple[int, ...]:
        """The noun beside which a participle stands between commas; nothing for other verbs."""
        subject = self.parse.child(index, "nsubj")
        return self.conjuncts(subject) if subject is not None and self.verbs.aside(index) else ()

    def _relative(self, subject: int, token: Token) -> tuple[int, ...]:
        """The nouns that a relative pronoun stands for: the nearest of several, or all if the verb can be plural."""
        if self.tokens[subject].tag not in RELATIVE:
            return ()
        first = self.tokens[self.verbs.first_conjunct(token.index)]
        if first.dep != "relcl" or self.tokens[first.head].pos not in NOMINAL:
            return ()
        nouns = tuple(i for i in self.conjuncts(first.head) if i < subject)
        group = (first, *(self.tokens[i] for i in self.parse.children[first.index] if i < first.index))
        singular = any(each.tag == "VBZ" or each.lower == "was" for each in group)
        return nouns[-1:] if singular or not self.tokens[subject].dep.startswith("nsubj") else nouns

    def _inherited(self, token: Token, depth: int) -> tuple[int, ...]:
        """The subject that a clause without one takes from the clause around it."""
        head = self.tokens[token.head]
        if (noun := self.gerunds.subject(token)) is not None:
            return self.conjuncts(noun)
        if token.dep in ("acl", "relcl") and head.pos in NOMINAL:
            return (
                self.subjects(head.index, depth + 1)
                if self.verbs.infinitive(token.index)
                else self.conjuncts(head.index)
            )
        if token.dep == "pcomp":
            return self._controller(self.tokens[head.head], depth)
        if token.dep in ("xcomp", "ccomp") or (token.dep == "advcl" and self._is_asked(token, head)):
            return self._controller(head, depth)
        if token.dep in ("conj", "advcl", "dep"):
            if token.dep == "conj" and self._resumes(token, head):
                return self.subjects(self.tokens[head.head].index, depth + 1)
            around = self._beside(head.index) or self.subjects(head.index, depth + 1)
            return around or (self._patients(head.index, depth + 1) if self.verbs.passive(head.index) else ())
        return ()

    def _is_asked(self, token: Token, head: Token) -> bool:
        """Whether an infinitive tells what somebody is pressed to do, and not to what end it is done."""
        asks = head.lemma.lower() in OBJECT_CONTROL and head.pos == "VERB"
        return asks and self.verbs.infinitive(token.index) and self.parse.child(token.index, "mark") is None

    def _resumes(self, token: Token, before: Token) -> bool:
        """Whether a verb goes on after reported speech, as its tense shows: "said it had left | and called on them"."""
        if before.dep != "ccomp" or (token.tag, self.tokens[before.head].tag) != ("VBD", "VBD"):
            return False
        own, others = self.verbs.auxiliaries(token.index), self.verbs.auxiliaries(before.index)
        return not own and any(aux.tag == "MD" or (aux.tag == "VBD" and aux.lemma == "have") for aux in others)

    def _controller(self, head: Token, depth: int) -> tuple[int, ...]:
        """Who controls a clause under ``head``: its object under verbs such as "urge", else its subject."""
        if head.pos in ("VERB", "AUX"):
            patients = self._patients(head.index, depth + 1)
            if head.lemma.lower() in OBJECT_CONTROL or self.verbs.passive(head.index):
                addressed = self._addressed(head.index)
                if patients or addressed:
                    return patients or addressed
        return self.subjects(head.index, depth + 1)

    def _addressed(self, index: int) -> tuple[int, ...]:
        """Whom "call on", "appeal to" and the like address."""
        found = [j for marker, j in self._complements(index) if marker in ("on", "upon", "to", "with", "for")]
        return tuple(j for j in found if self.tokens[j].pos in NOMINAL)

    def _noun_subjects(self, token: Token, depth: int) -> tuple[int, ...]:
        """Its own subject ("consider Italy an aggressor"), possessor or "by" phrase, else that of its light verb.

        Where all of these are missing, the national adjective of the noun.
        """
        if (own := self.parse.child(token.index, "nsubj")) is not None:
            return self.conjuncts(own)
        owners = [i for i in self.parse.children[token.index] if self.tokens[i].dep == "poss"]
        agents = [j for marker, j in self._complements(token.index) if marker in ("by", "between", "among")]
        found = [j for i in owners for j in self.conjuncts(i)] + agents
        if not found:
            carrier = self._carrier(token, "noun")
            found = list(self.subjects(carrier, depth + 1)) if carrier != token.index else []
        if not found:
            found = [i for i in self.parse.children[token.index] if self._names(i)]
        return tuple(i for i in found if i != token.index)

    def _names(self, index: int) -> bool:
        """Whether a modifier can name an actor: "Russian" in "the Russian refusal"."""
        token = self.tokens[index]
        return token.dep in ("amod", "compound", "nmod") and token.text[:1].isupper() and token.pos in ("ADJ", "PROPN")

    def _objects(self, token: Token, kind: str) -> tuple[int, ...]:
        if kind == "noun":
            return tuple(j for marker, j in self._complements(token.index) if marker == "of")
        if kind == "adjective":
            return ()
        return self._patients(token.index, 0)

    def _patients(self, index: int, depth: int) -> tuple[int, ...]:
        """The logical objects: direct and bare indirect ones, and the surface subject of a passive."""
        if depth > DEPTH:
            return ()
        token = self.tokens[index]
        found = (*self.verbs.fronted(index), *self._group(index, "dobj", "attr", "dative"))
        found = tuple(j for i in found for j in (self._relative(i, token) or (i,)))
        if not self.verbs.passive(index):
            return (token.head,) if not found and self._has_gap(token) else found
        subject = self.parse.child(index, "nsubjpass", "nsubj")
        if subject is None:
            subject = self.gerunds.subject(token)
        if subject is not None:
            return (self._relative(subject, token) or self.conjuncts(subject)) + found
        head = self.tokens[token.head]
        if token.dep in ("acl", "relcl") and head.pos in NOMINAL:
            return (*self.conjuncts(head.index), *found)
        if token.dep == "conj" and self.verbs.passive(head.index):
            return self._beside(head.index) or self._patients(head.index, depth + 1)
        if token.dep in ("conj", "xcomp", "advcl"):
            return self.subjects(head.index, depth + 1) + found
        return found

    def _has_gap(self, token: Token) -> bool:
        """Whether the noun that a relative clause modifies is its object: "the group that they left"."""
        subject = self.parse.child(token.index, "nsubj")
        if token.dep != "relcl" or subject is None or self.tokens[subject].tag in RELATIVE:
            return False
        lower = self.parse.child(token.index, "xcomp")
        below = self.parse.children[lower] if lower is not None else ()
        return not self._complements(token.index) or any(self.tokens[i].tag in RELATIVE for i in below)

    def _group(self, index: int, *labels: str) -> tuple[int, ...]:
        children = [i for i in self.parse.children[index] if self.tokens[i].dep in labels and not self.parse.parted(i)]
        return tuple(j for i in children if self.tokens[i].pos != "ADP" for j in self.conjuncts(i))

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """A noun and the nouns that are coordinated with it."""
        found, queue = [index], [index]
        while queue:
            for child in self.parse.children[queue.pop()]:
                noun = self.tokens[child].dep == "conj" and self.tokens[child].pos in NOMINAL | {"ADJ"}
                if noun and not self.parse.set_aside(child) and not self.parse.parted(child):
                    found.append(child)
                    queue.append(child)
        return tuple(sorted(found))

    # Complements

    def _complements(self, index: int) -> Complements:
        found: list[tuple[str, int]] = []
        for child in self.parse.children[index]:
            found += self._complement(self.tokens[child])
        if self.tokens[index].lemma.lower() in OBJECTING:
            prepositions = (i for i in self.parse.children[index] if self.tokens[i].dep == "prep")
            others = (i for place in (index, *prepositions) for i in self._group(place, "dobj", "pobj"))
            found += [("gerund", j) for j in self.gerunds.told_of(others)]
        return tuple(found)

    def _complement(self, child: Token) -> list[tuple[str, int]]:
        if child.dep in ("prep", "dative", "agent") and child.pos in ("ADP", "SCONJ", "ADV"):
            return self._prepositional(child)
        if child.dep in ("ccomp", "xcomp", "acl", "csubj", "relcl"):
            return [(self._clause_marker(child), child.index)]
        if child.dep == "advcl":
            marks = [self.tokens[i].lower for i in self.parse.children[child.index] if self.verbs.marks(i)]
            return [(marks[0] if marks else self._clause_marker(child), child.index)]
        if child.dep == "advmod" and child.lower == "long":  # "as long as they stay"
            return [("as long as", i) for i in self.parse.children[child.index] if self.tokens[i].dep == "advcl"]
        if child.dep == "oprd" or (child.dep == "acomp" and child.pos != "ADJ"):
            return [("as", j) for j in self.conjuncts(child.index)]
        return []

    def _prepositional(self, preposition: Token) -> list[tuple[str, int]]:
        marker, found = preposition.lower, []
        if self.parse.set_aside(preposition.index):
            return []
        for child in self.parse.children[preposition.index]:
            token = self.tokens[child]
            if token.dep == "pobj":
                found += [(marker, j) for j in self.conjuncts(child)]
            elif token.dep == "pcomp" or (marker == "as" and token.dep == "amod"):
                found.append((marker, child))
            elif token.dep == "prep":
                found += [(f"{marker} {inner}", j) for inner, j in self._simple(token)]
            elif token.dep == "conj" and token.pos == "ADP" and not self.parse.set_aside(child):
                found += self._simple(token)
        return found

    def _simple(self, preposition: Token) -> list[tuple[str, int]]:
        return [(preposition.lower, j) for j in self._group(preposition.index, "pobj")]

    def _clause_marker(self, token: Token) -> str:
        if token.dep == "relcl":
            return "which"
        if self.verbs.infinitive(token.index):
            return "to"
        if self.verbs.gerund(token.index):
            return self.gerunds.marker(token)
        asks = any(self.tokens[i].tag in ("WRB", "WP", "WDT") or self.tokens[i].lower == "whether"
                   for i in self.parse.children[token.index] if self.tokens[i].dep != "punct")  # fmt: skip
        return "what" if asks else "that"

    # Where it stands

    def _governor(self, index: int) -> int | None:
        """The nearest predicate above, over prepositions and noun phrases; conjuncts share that of the first."""
        for _ in range(DEPTH):
            index = self.verbs.first_conjunct(index)
            head = self.tokens[index].head
            if head == index:
                return None
            if self.kind(self.tokens[head]) in ("verb", "adjective"):
                return head
            adjective = self._adjective_of(head) if self.tokens[head].pos == "AUX" else None
            if adjective is not None and adjective != index:
                return adjective
            index = head
        return None

    def _extent(self, index: int) -> tuple[int, int]:
        """The characters of a predicate and its dependents, coordinated clauses and outer punctuation left out."""
        apart = frozenset(i for i in self.parse.children[index] if self._apart(index, i))
        inside = self.parse.subtree(index, apart)
        while len(inside) > 1 and self._outer(inside[-1]):
            inside.pop()
        while len(inside) > 1 and self._outer(inside[0]):
            inside.pop(0)
        return self.tokens[inside[0]].start, self.tokens[inside[-1]].end

    def _apart(self, index: int, child: int) -> bool:
        token = self.tokens[child]
        return token.dep in ("cc", "parataxis") or (token.dep == "conj" and self.tokens[index].pos in ("VERB", "AUX"))

    def _outer(self, index: int) -> bool:
        return self.tokens[index].pos in ("PUNCT", "SPACE", "SYM") or self.tokens[index].dep in ("cc", "mark")
