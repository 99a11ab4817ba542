module dev.namespacecerts/verdict

go 1.26.0
