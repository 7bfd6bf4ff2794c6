"""Very many reports at once: sources, processes or a cluster, part files that a run goes on from, and one store.

`sources` finds files, `chunks` puts them together, `examining` makes the lines of a chunk, `parts` keeps them, `store`
puts them into one DuckDB file by the tables of `schema`; what goes over several reports comes after that.
"""
