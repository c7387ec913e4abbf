-- A row for each currency without cents (https://docs.stripe.com/currencies#zero-decimal); amounts of all others are hundredths.
select currency, 1::numeric as units
from unnest(array[
    'bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf'
]) as currency
