module dev.namespacecerts/tcldleaf

go 1.26.0
