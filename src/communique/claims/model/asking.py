"""Documents -> what a model says that they claim: asks a server politely, or a tape, and keeps the answers.

The only place that knows the `openai` client. All of it runs on one thread, which waits for several calls at once; so
nothing in here, in the cache, the tape or the budget is touched by two threads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import anyio
import msgspec

from communique.claims.model.budget import Budget
from communique.claims.model.cache import Answer, Cache
from communique.claims.model.errors import TurnedAwayError, UnansweredError
from communique.claims.model.prompts import Message, ask_about, ask_again, count_tokens, key_of, schema
from communique.claims.model.tape import MISSING, Entry, Recorder, replayed
from communique.claims.model.understanding import NotUnderstoodError, understand
from communique.errors import ModelError
from communique.records import Document, Reader

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

LOST = 5
"""Calls in a row that fail for the server's part, after which a run stops: what is left would fare no better."""
SLOW = 60.0  # seconds for the waiting between two tries, at most
TOLD = 160  # characters of what a server says of a mistake
START = "Start the server, or check the address; the same command goes on where it stopped."


class Reply(NamedTuple):
    """The claims that a model reads in a document, unchecked, and why some or all of it has no answer."""

    claims: list[Any]
    problem: str = ""


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    total_tokens: int = 0


class _Completion(msgspec.Struct):
    """What is needed of a server's answer."""

    choices: list[_Choice]
    usage: _Usage | None = None


class Asker:
    """Asks about documents. ``known`` counts the answers that no call was needed for."""

    def __init__(
        self,
        reader: Reader,
        *,
        key: str = "",
        cache: Cache | None = None,
        recorder: Recorder | None = None,
        tape: Mapping[str, Entry] | None = None,
    ) -> None:
        self.budget = Budget(reader.max_calls, reader.max_tokens)
        self.known = 0
        self._reader, self._key = reader, key
        self._cache, self._recorder, self._tape = cache, recorder, tape
        self._client = None if tape is not None else _client(reader, key, self.budget)
        self._limit: anyio.CapacityLimiter | None = None
        self._refused_options: set[str] = set()
        self._lost = 0
        self._answered = False

    async def ask(self, document: Document) -> Reply:
        """What a document claims. A piece of it without an answer costs that piece; a lost server raises ModelError."""
        claims: list[Any] = []
        problem = ""
        for messages in ask_about(document, self._reader.piece):
            try:
                claims += await self._claims(messages)
            except (UnansweredError, NotUnderstoodError) as error:
                problem = str(error)
            except UnicodeError:
                problem = "its text holds what cannot be sent"
        return Reply(claims, problem)

    async def _claims(self, messages: list[Message]) -> list[Any]:
        """The claims of one piece; an answer that cannot be understood is asked for once more."""
        key = key_of(self._reader.model, messages)
        answer = await self._answer(messages)
        try:
            claims = understand(answer.text, cut_off=answer.cut_off)
        except NotUnderstoodError as error:
            answer = await self._answer(ask_again(messages, answer.text, str(error)))
            claims = understand(answer.text, cut_off=answer.cut_off)
        if self._cache is not None:
            self._cache.put(key, self._reader.model, answer)
        return claims

    async def _answer(self, messages: list[Message]) -> Answer:
        """The answer from the tape, the cache or the server, whichever has it first."""
        key = key_of(self._reader.model, messages)
        if self._tape is not None:
            answer = replayed(self._tape, key)
            self.known += 1
            return answer
        if self._cache is not None and (kept := self._cache.get(key)):
            self.known += 1
            self._record(key, messages, kept)
            return kept
        try:
            answer = await self._call(messages)
        except UnansweredError as error:
            self._record(key, messages, None, str(error))
            raise
        self._record(key, messages, answer)
        return answer

    def _record(self, key: str, messages: list[Message], answer: Answer | None, problem: str = "") -> None:
        if self._recorder is not None:
            self._recorder.write(key, messages, answer, problem)

    async def _call(self, messages: list[Message]) -> Answer:
        """One call, within the bounds of the budget and of the calls at once."""
        self._limit = self._limit or anyio.CapacityLimiter(self._reader.calls_at_once)
        async with self._limit:
            at_most = count_tokens(messages) + self._reader.answer
            self.budget.set_aside(at_most)
            used = at_most  # what a call took that brings no answer, nobody knows
            try:
                answer = await self._send(messages)
                used = answer.tokens
            except TurnedAwayError:
                used = 0
                raise
            finally:
                self.budget.settle(at_most, used)
        self._lost, self._answered = 0, True
        return answer

    async def _send(self, messages: Any) -> Answer:
        """Send a question with every option that the server takes; the client tries again where that may help."""
        import openai

        if self._client is None:
            raise UnansweredError(MISSING)
        create = self._client.chat.completions.with_raw_response.create
        patience = (self._reader.timeout + SLOW) * (self._reader.retries + 1)
        try:
            with anyio.fail_after(patience):
                while True:
                    options: dict[str, Any] = self._options()
                    try:
                        raw = await create(model=self._reader.model, messages=messages, **options)
                        return self._read(raw.http_response.content, messages)
                    except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                        self._give_up_option(error, options)
        except openai.APIStatusError as error:
            raise self._refused(error) from None
        except (openai.APITimeoutError, TimeoutError):
            raise self._without_answer(f"no answer within {self._reader.timeout:.0f} seconds") from None
        except openai.APIConnectionError as error:
            if isinstance(error.__cause__, UnansweredError):
                raise error.__cause__ from None
            if not self._answered:
                where = self._reader.base_url
                raise ModelError(f"cannot be reached ({_cause(error)})", where=where, hint=START) from None
            raise self._without_answer("the connection broke") from None
        except (openai.OpenAIError, UnicodeError) as error:
            raise UnansweredError(f"the question could not be sent ({type(error).__name__})") from None

    def _options(self) -> dict[str, Any]:
        """How the answer is to be made, as far as the server has not refused it."""
        form = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema()}}
        length = "max_completion_tokens" if "max_tokens" in self._refused_options else "max_tokens"
        options = {"response_format": form, "temperature": 0, length: self._reader.answer}
        return {name: value for name, value in options.items() if name not in self._refused_options}

    def _give_up_option(self, error: APIStatusError, sent: Mapping[str, Any]) -> None:
        """Do without the option that a server complains of, from now on. Raises UnansweredError where it is none."""
        said = str(error)
        if "max_completion_tokens" in said and "max_tokens" in sent:
            self._refused_options.add("max_tokens")
        elif "temperature" in said and "temperature" in sent:
            self._refused_options.add("temperature")
        elif "response_format" in sent and any(word in said.lower() for word in ("response_format", "schema", "json")):
            self._refused_options.add("response_format")
        else:
            raise self._refused(error) from None

    def _read(self, body: bytes, messages: Sequence[Message]) -> Answer:
        try:
            completion = msgspec.json.decode(body, type=_Completion)
            choice = completion.choices[0]
        except (msgspec.DecodeError, UnicodeDecodeError, IndexError, RecursionError):
            raise UnansweredError("the server answered with what is no chat completion") from None
        text = self._without_key(choice.message.content or "")
        guessed = count_tokens([*messages, {"role": "assistant", "content": text}])
        tokens = completion.usage.total_tokens if completion.usage else 0
        return Answer(text, choice.finish_reason == "length", tokens if tokens > 0 else guessed)

    def _refused(self, error: APIStatusError) -> Exception:
        """What a status means: for this article, or for the run."""
        status, where = error.status_code, self._reader.base_url
        if status in (401, 403):
            hint = "Give a key that it takes, in COMMUNIQUE_API_KEY or with --key-file."
            return ModelError(f"the server takes no such key ({status})", where=where, hint=hint)
        if status == 404 and not self._answered:
            hint = "Check the name and the address, which mostly ends with /v1."
            return ModelError(f"there is no model {self._reader.model!r} (404)", where=where, hint=hint)
        if status >= 500 or status in (408, 429):
            return self._without_answer(f"the server answered {status}")
        return TurnedAwayError(f"the server answered {status}: {self._told(error)}")

    def _without_answer(self, problem: str) -> Exception:
        self._lost += 1
        if self._lost < LOST:
            return UnansweredError(problem)
        return ModelError(f"{LOST} calls in a row failed: {problem}", where=self._reader.base_url, hint=START)

    def _told(self, error: APIStatusError) -> str:
        """What a server says of a mistake, on one short line without the key."""
        plain = "".join(sign if sign.isprintable() else " " for sign in self._without_key(str(error)))
        plain = plain.removeprefix(f"Error code: {error.status_code} - ")
        return " ".join(plain.split())[:TOLD]

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "[key]") if self._key else text

    async def close(self) -> None:
        """End all connections."""
        if self._client is not None:
            await self._client.close()


def _client(reader: Reader, key: str, budget: Budget) -> AsyncOpenAI:
    """A client for the server of a reader, which sends it nothing but the questions, every try out of the budget.

    Raises ModelError.
    """
    try:
        import openai
    except ImportError as error:
        hint = 'Install it with: pip install "communique[model]"'
        raise ModelError("a language model needs the openai package", hint=hint) from error

    async def count(_: object) -> None:
        budget.send()

    # Whatever the environment says of another account stays here, and a redirect leads nowhere.
    foreign: Any = {"OpenAI-Organization": openai.Omit(), "OpenAI-Project": openai.Omit()}
    return openai.AsyncOpenAI(
        api_key=key or "none",
        base_url=reader.base_url,
        timeout=reader.timeout,
        max_retries=reader.retries,
        default_headers=foreign,
        http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False, event_hooks={"request": [count]}),
    )


def _cause(error: BaseException) -> str:
    """The innermost reason for an error, on one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split())[:TOLD] or type(error).__name__
