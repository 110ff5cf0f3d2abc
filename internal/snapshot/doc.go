// Package snapshot writes what a generator made to a directory, and is the only
// place that does. It keeps four things true of that directory:
//
//   - A write happens as a whole. Everything is prepared aside, then a journal
//     says what is to be done, then it is done, the manifest last. However the
//     process ends, the next [Open] finds either the old snapshot or a journal,
//     and a journal is completed before anything else happens.
//   - Only what cfdr wrote is replaced or removed: files the previous manifest
//     lists with the digest they still have. A file changed by hand stops the
//     write, unless it is forced. A foreign file is never touched.
//   - Nothing lands outside the directory, whatever the paths and links say.
//   - Terraform is kept from reading a mixture: configuration that is not ours is
//     refused beside ours, and while a write is unfinished a file lies in its
//     way that makes Terraform stop.
//
// It writes an inventory and what lies beside it too ([Lock]): each file under a
// name of its own first, the inventory last, while one run holds the lock.
//
// It does not know what the files mean. The one thing it reads of them is the
// list of digests in manifest.json. It makes no contents, keeps no history and
// no backup of what it replaces (that is what version control is for), and does
// not defend against a process that rewrites the directory while it works.
//
// # On disk
//
// During a write DIR/.cfdr holds
//
//	lock           held with flock(2) from Open to Close
//	inventory.lock held with flock(2) by who writes an inventory of DIR, or what
//	               is made from it
//	staging/NNNNNN the new contents, numbered by operation
//	journal.json   the operations; its presence is what makes a write pending
//
// and none of it, not even .cfdr, outlives a write that ended well. A journal
// appears by rename after everything it names is on stable storage, and goes
// after everything it asked for is. Each operation carries the digest it expects
// and the one it leaves, so doing it twice is doing it once, and an edit made
// between an interruption and its completion is noticed instead of overwritten.
package snapshot
