// Package pull reads a live account: it asks the API for every kind that the
// registry has, and gives an inventory of what it was told, with what it could
// not read. It writes nothing, neither to the account nor to the disk.
package pull
