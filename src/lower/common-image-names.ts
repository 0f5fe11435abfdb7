const repositories = ["alpine", "busybox", "centos", "debian", "golang", "ubuntu", "fedora"];

/**
 * Names that a misspelt base image may mean. The second and fourth form lack a slash in the reference, and a
 * suggestion is part of an error's text.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go commonImageNames
 */
export const commonImageNames: readonly string[] = repositories.flatMap((name) => [
  name,
  `docker.io/library${name}`,
  `${name}:latest`,
  `docker.io/library${name}:latest`,
]);
