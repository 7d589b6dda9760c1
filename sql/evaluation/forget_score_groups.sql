-- Forgets every score group: none outlives the judgement that it was made for.
delete from score_groups
