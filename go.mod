module github.com/cfdr/cfdr

go 1.25.0
