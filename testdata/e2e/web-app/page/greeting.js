export const greeting = ({ version, platform }) => `Hello from version ${version} on ${platform}`;
