/**
 * The Dockerfile with one more file in each stage, whose content is `salt`: steps that no cache has, whatever was built
 * before. For Dockerfiles whose FROM stand on one line each and at its start.
 */
export function saltedDockerfile(dockerfile: string, salt: string): string {
  return dockerfile.replace(/^FROM .*$/gm, (from) => `${from}\nCOPY <<SALT /.salt\n${salt}\nSALT`);
}
