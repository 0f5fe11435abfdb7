const digits = 23;

/** The id of local directories without a session in the reference's answers. */
export const localId = "oraclelocaluniqueid000000";

/** Ids of progress groups as the reference's answers have them: `pg` and a count from 1, anew for each compilation. */
export function compilationIds(): () => string {
  let count = 0;
  return () => `pg${String(++count).padStart(digits, "0")}`;
}
