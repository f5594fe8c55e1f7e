const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** A flag as controllers written in Go read it (`strconv.ParseBool`); null where it is neither. */
export function goBool(value: string): boolean | null {
  return TRUE.includes(value) ? true : FALSE.includes(value) ? false : null;
}
