/** A base image that the daemon's mirror of docker.io serves. */
export interface BaseImage {
  /** Its public names, as a Dockerfile's FROM writes them: "debian:bookworm-slim". */
  readonly names: readonly string[];
  readonly platforms: readonly string[];
  /** The public name of the base image that it is made from. */
  readonly parent?: string;
  readonly dockerfile: string;
  /** What else decides its content: versions, hashes. It is made anew when one of them changes. */
  readonly inputs: readonly string[];
  /** Makes what is copied in; returns the folders by the name of their named context. */
  readonly prepare: () => Promise<Readonly<Record<string, string>>>;
}

/** Lines of ENV that set these variables, quoted so that nothing in the values is expanded. */
export function envInstructions(env: Readonly<Record<string, string>>): string {
  const quoted = (value: string) => `"${value.replace(/[\\"$]/g, "\\$&")}"`;
  return Object.entries(env)
    .map(([name, value]) => `ENV ${name}=${quoted(value)}\n`)
    .join("");
}
