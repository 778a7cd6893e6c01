module poolsim/oracles/go

go 1.19
