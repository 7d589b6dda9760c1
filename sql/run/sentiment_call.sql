-- One row: the sentiment of one short text, to see whether this session may ask for it.
select snowflake.cortex.sentiment('The delivery was late.') as sentiment
