-- One row: the sentiment of one short text, to check that this session may compute it.
select snowflake.cortex.sentiment('The delivery was late.') as sentiment
