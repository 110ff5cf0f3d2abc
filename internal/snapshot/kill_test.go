package snapshot

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
)

// killDir is how TestKill tells the process it starts what to write to.
const killDir = "CFDR_TEST_KILL_DIR"

// limitInventory is how TestLimitedFileSize tells the process what to write.
const limitInventory = "CFDR_TEST_LIMIT_INVENTORY"

// killInventory does the same for TestKillInventory.
const killInventory = "CFDR_TEST_KILL_INVENTORY"

// writeInventories writes one inventory after the other, for ever.
func writeInventories(name string) error {
	for i := 0; ; i++ {
		l, err := Hold(name, "")
		if err != nil {
			return err
		}
		was, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text, files := inventoryVersion(i)
		if err := l.WriteInventory(name, was, text, files); err != nil {
			return err
		}
		if err := l.Close(); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

// inventoryVersion is an inventory, all of one letter, and its code.
func inventoryVersion(i int) ([]byte, Files) {
	text := []byte(strings.Repeat(string(rune('a'+i%3)), 10_000))
	return text, Files{"content/code.js": text}
}

func TestMain(m *testing.M) {
	if name := os.Getenv(killInventory); name != "" {
		if err := writeInventories(name); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if name := os.Getenv(limitInventory); name != "" {
		if err := writeLimited(name); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if dir := os.Getenv(killDir); dir != "" {
		for i := 0; ; i++ {
			d, err := Open(dir, Options{})
			if err == nil {
				_, err = d.Write(version(i))
			}
			if err == nil {
				err = d.Close()
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			fmt.Println(i)
		}
	}
	os.Exit(m.Run())
}

// version is one of three snapshots that share some files.
func version(i int) Files {
	i %= 3
	contents := map[string]string{"same.tf": "s", "main.tf": fmt.Sprint(i)}
	for n := range 12 {
		contents[fmt.Sprintf("part%d/file%d.tf", (n+i)%4, n)] = strings.Repeat(fmt.Sprint(i), 1000*n)
	}
	return generated(contents)
}

func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts processes and kills them; run without -short")
	}
	dir := t.TempDir()
	var versions []map[string]string
	for i := range 3 {
		versions = append(versions, with(version(i), nil))
	}
	for round := range deep.Count(6, 20) {
		var stderr strings.Builder
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), killDir+"="+dir)
		child.Stderr = &stderr
		stdout, err := child.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, child.Start())
		// Once it has completed what the last one left, any moment will do.
		_, err = io.ReadFull(stdout, make([]byte, 1))
		time.Sleep(time.Duration(rand.IntN(60_000)) * time.Microsecond)
		assert.NoError(t, child.Process.Kill())
		_ = child.Wait()
		require.NoError(t, err, stderr.String())
		require.Empty(t, stderr.String())

		pending := hasJournal(t, dir)
		if !pending {
			assert.Contains(t, versions, visible(t, dir))
		}
		switch round % 3 {
		case 0: // the next child completes it
		case 1: // opening alone makes it whole
			d, err := Open(dir, Options{})
			require.NoError(t, err)
			assert.Equal(t, pending, d.Completed() != nil)
			if pending {
				assert.Empty(t, d.Completed().Kept)
			}
			require.NoError(t, d.Close())
			assert.Contains(t, versions, tree(t, dir))
		case 2:
			mustWrite(t, dir, version(round))
			assert.Equal(t, versions[round%3], tree(t, dir))
		}
	}
	mustWrite(t, dir, version(1))
	assert.Equal(t, versions[1], tree(t, dir))
}

// However an inventory's writer is killed, the inventory is whole, and the next
// run needs nobody's help.
func TestKillInventory(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts processes and kills them; run without -short")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	put(t, dir, "inventory.yaml", "begin")
	whole := func(p string) {
		b, err := os.ReadFile(filepath.Join(dir, p))
		require.NoError(t, err)
		assert.Equal(t, strings.Repeat(string(b[:1]), 10_000), string(b))
	}
	for range 20 {
		var stderr strings.Builder
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), killInventory+"="+name)
		child.Stderr = &stderr
		stdout, err := child.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, child.Start())
		_, err = io.ReadFull(stdout, make([]byte, 1))
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		assert.NoError(t, child.Process.Kill())
		_ = child.Wait()
		require.NoError(t, err, stderr.String())
		require.Empty(t, stderr.String())
		whole("inventory.yaml")
		whole("content/code.js")
	}
	l, err := Hold(name, "")
	require.NoError(t, err)
	was, err := os.ReadFile(name)
	require.NoError(t, err)
	text, files := inventoryVersion(3)
	require.NoError(t, l.WriteInventory(name, was, append(text, '!'), files))
	require.NoError(t, l.Close())
	assert.Equal(t, map[string]string{"inventory.yaml": string(text) + "!", "content/code.js": string(text)}, tree(t, dir))
}
