// Package errgroup stands in for golang.org/x/sync/errgroup in the converter: functions run one after another in the
// order they are given, on the caller's goroutine, so that the first base image of the file is the first that fails
// and a panic reaches who can recover it.
package errgroup

import "context"

// Group keeps the first error of its functions.
type Group struct {
	err error
}

// WithContext returns a group and the context as it is: nothing is cancelled, since nothing runs beside.
func WithContext(ctx context.Context) (*Group, context.Context) {
	return &Group{}, ctx
}

// Go runs f, also after another one failed: the released errgroup would have started it.
func (g *Group) Go(f func() error) {
	if err := f(); err != nil && g.err == nil {
		g.err = err
	}
}

// Wait returns the first error.
func (g *Group) Wait() error {
	return g.err
}
