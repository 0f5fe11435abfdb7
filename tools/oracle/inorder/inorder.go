// Package inorder walks Go maps in an order that does not vary. The copy of the reference that the oracle is built
// from calls it where the released one follows the random order of a map (patch-reference.ts).
package inorder

import (
	"cmp"
	"iter"
	"maps"
	"slices"
)

// Names yields a map's pairs, keys ascending.
func Names[K cmp.Ordered, V any](m map[K]V) iter.Seq2[K, V] {
	return pairs(m, slices.Sorted(maps.Keys(m)))
}

// By yields a map's pairs, those of the lowest rank first.
func By[K comparable, V any](m map[K]V, rank func(K, V) int) iter.Seq2[K, V] {
	keys := slices.Collect(maps.Keys(m))
	slices.SortStableFunc(keys, func(a, b K) int { return cmp.Compare(rank(a, m[a]), rank(b, m[b])) })
	return pairs(m, keys)
}

func pairs[K comparable, V any](m map[K]V, keys []K) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for _, key := range keys {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}
