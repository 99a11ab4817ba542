module dev.namespacecerts/tlsserver

go 1.26.0
