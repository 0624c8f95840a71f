"""Words as data: what phrases mean to the record, apart from any one story."""
