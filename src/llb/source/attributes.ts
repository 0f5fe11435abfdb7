/** Gathers the attributes of a source and the capabilities they need. */
export class Attributes {
  readonly values = new Map<string, string>();
  readonly caps: string[];

  constructor(...caps: readonly string[]) {
    this.caps = [...caps];
  }

  /** Sets an attribute, unless the value is empty or absent. */
  text(name: string, value: string | undefined, ...caps: readonly string[]): void {
    if (value === undefined || value === "") return;
    this.values.set(name, value);
    this.caps.push(...caps);
  }

  /** Sets an attribute to `true` where the flag is set. */
  flag(name: string, value: boolean | undefined, ...caps: readonly string[]): void {
    if (value === true) this.text(name, "true", ...caps);
  }

  /** Sets an attribute to a number in decimal, unless it is absent. */
  number(name: string, value: number | undefined, ...caps: readonly string[]): void {
    if (value !== undefined) this.text(name, String(value), ...caps);
  }
}

/** What a downloaded file is called and who may read it. */
export interface FileOptions {
  readonly filename?: string | undefined;
  /** Permission bits; 0 or absent for the daemon's default. */
  readonly mode?: number | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** Sets the attributes of a downloaded file. @mirrors client/llb/source.go HTTP */
export function addFile(attributes: Attributes, options: FileOptions, modeCap: string[], ownerCap: string[]): void {
  const { mode = 0, uid = 0, gid = 0 } = options;
  attributes.text("http.filename", options.filename);
  attributes.text("http.perm", mode === 0 ? "" : `0${(mode & 0o777).toString(8)}`, ...modeCap);
  attributes.text("http.uid", uid === 0 ? "" : String(uid), ...ownerCap);
  attributes.text("http.gid", gid === 0 ? "" : String(gid), ...ownerCap);
}
