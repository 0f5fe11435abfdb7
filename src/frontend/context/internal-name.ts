/** The progress name of a step that the frontend adds itself. @mirrors frontend/dockerui/config.go WithInternalName */
export function internalName(what: string): string {
  return `[internal] ${what}`;
}
