/** Every sentence that the benchmark says to a person. */
export const messages = {
  unknownPart: (name: string, parts: readonly string[]) =>
    `there is no part ${name} to measure; the parts are ${parts.join(", ")}`,
  badRounds: (text: string) => `--rounds takes a number from 1, not ${text}`,
  badPattern: (reason: string) => `--only takes a regular expression: ${reason}`,
  measuring: (part: string) => `Measuring ${part}.`,
  noRequests: (file: string) => `${file} is not here: name a file of requests with --requests`,
  neverCalled: (program: string, stderr: string) => `${program} ended without a call: ${stderr.trim()}`,
  neverReturned: (program: string, stderr: string) => `${program} ended without a result: ${stderr.trim()}`,
  buildFailed: (image: string, message: string) => `the build through ${image} failed: ${message.trim()}`,
  loopEnded: (program: string, code: number | null) => `${program} ended with exit code ${code}`,
  stopped: (side: string, seconds: number) => `${side} stopped after ${seconds} s`,
  registrySays: (url: string, status: number) => `the registry answers ${status} for ${url}`,
} as const;
