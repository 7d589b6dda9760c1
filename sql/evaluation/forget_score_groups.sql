-- Deletes every score group: none outlives its evaluation.
delete from score_groups
