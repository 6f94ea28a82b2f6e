"""The law of assemblies as pure functions: facts and statutes in, results that explain themselves out."""
