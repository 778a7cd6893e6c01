// Command go records the scripts of poolsim's go-database-sql from the real database/sql, in real time, and says which differ from goldens.json.
// With the argument `record` it writes what it saw to recorded.json beside it.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"regexp"
	"runtime"
	"sort"
	"sync"
)

const (
	tolerance = 25.0 // ms: timers and the scheduler of a busy machine
)

// counts are compared exactly, times within the tolerance.
var counts = regexp.MustCompile(`connection$|^open|idle$|WaitCount|MaxIdleClosed|failures`)

func same(key string, expected, found any) bool {
	x, isNumber := expected.(float64)
	y, alsoNumber := found.(float64)
	if isNumber && alsoNumber && !counts.MatchString(key) {
		return math.Abs(x-y) <= tolerance
	}
	return expected == found
}

func main() {
	found := map[string]map[string]any{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for name, script := range scripts {
		name, script := name, script
		all.Add(1)
		go func() {
			defer all.Done()
			seen := script()
			mu.Lock()
			found[name] = seen
			mu.Unlock()
		}()
	}
	all.Wait()
	if len(os.Args) > 1 && os.Args[1] == "record" {
		text, _ := json.MarshalIndent(found, "", " ")
		if err := os.WriteFile("recorded.json", append(text, '\n'), 0o644); err != nil {
			panic(err)
		}
	}
	text, err := os.ReadFile("goldens.json")
	if err != nil {
		panic(err)
	}
	golden := map[string]map[string]any{}
	if err := json.Unmarshal(text, &golden); err != nil {
		panic(err)
	}
	names := []string{}
	for name := range golden {
		names = append(names, name)
	}
	sort.Strings(names)
	differ := 0
	for _, name := range names {
		wrong := []string{}
		for key, expected := range golden[name] {
			if !same(key, expected, found[name][key]) {
				wrong = append(wrong, fmt.Sprintf("%s: %v, not %v", key, found[name][key], expected))
			}
		}
		sort.Strings(wrong)
		if len(wrong) == 0 {
			fmt.Println("same    ", name)
			continue
		}
		differ++
		fmt.Println("differs ", name)
		for _, line := range wrong {
			fmt.Println("         ", line)
		}
	}
	fmt.Printf("%s: %d scripts, %d differ\n", runtime.Version(), len(names), differ)
	if differ > 0 {
		os.Exit(1)
	}
}
