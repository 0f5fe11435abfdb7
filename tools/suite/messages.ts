/** Every sentence that the suite's program says to a person. */
export const messages = {
  patchDoesNotFit: (file: string, text: string, times: number, found: number) =>
    `the reference's ${file} has \`${text.trim()}\` ${found} times instead of ${times}: tools/suite/patch-suite.ts must follow its new version`,
  buildingSuite: () => "Building the reference's integration suite: a minute or two, later seconds.",
  seedingMirror: (image: string) => `Making the suite's base image ${image}.`,
  running: (image: string, seconds: number) =>
    `Running the suite with the image of ${image}, for at most ${seconds} s.`,
  timedOut: (image: string, seconds: number) => `The suite with the image of ${image} did not end within ${seconds} s.`,
  interrupted: (image: string) => `the suite with the image of ${image} was interrupted`,
  noCases: (image: string, log: string) => `the suite with the image of ${image} ran no case; its log is ${log}`,
  counts: (image: string, counts: string) => `${image}: ${counts}`,
  neither: () => "Cases that pass with neither image:",
  onlyReference: () => "Cases that pass with the reference's image and not with ours:",
  onlyOurs: () => "Cases that pass with our image and not with the reference's:",
  failing: () => "Cases that do not pass:",
  noReferenceRun: () => "the reference's results are not there: run with --image both or --image reference first",
} as const;
