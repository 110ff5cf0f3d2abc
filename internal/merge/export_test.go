package merge

// Resolve replaces the names that fields refer to.
var Resolve = resolve
