/** Headers by one name each: their case means nothing, and of two that differ in it only k6 would send either. */

const spelled = new Map<string, string>();

/** As Go spells it: the first letter of each part is a capital. `x-csrftoken` becomes `X-Csrftoken`. */
export function headerName(name: string): string {
  const known = spelled.get(name);
  if (known !== undefined) return known;
  const canonical = name
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join('-');
  spelled.set(name, canonical);
  return canonical;
}
