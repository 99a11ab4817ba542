module dev.namespacecerts/gitserver

go 1.26.0
