/** What the first comment says of a name that starts with it; or "". @mirrors instructions getDocComment */
export function docComment(comments: readonly string[], name: string): string {
  if (name === "") return "";
  const line = comments.find((comment) => comment.startsWith(`${name} `));
  return line === undefined ? "" : line.slice(name.length + 1);
}
