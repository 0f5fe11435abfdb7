/** The description that names the instruction a vertex comes from. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dfCmd */
export function commandDescription(code: string): { readonly description: Readonly<Record<string, string>> } {
  return { description: { "com.docker.dockerfile.v1.command": code } };
}
