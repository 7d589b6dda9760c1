-- One row: the contract of a version.
select content
from contracts
where contract_version = :contract_version
