/** As long as a manager's name may be (metav1 validation `FieldManagerMaxLength`), in bytes. */
export const fieldManagerLengthMax = 128;

/** The manager a client names, or what it calls itself before the first slash. */
export function managerOrUserAgent(fieldManager: string, userAgent: string): string {
  if (fieldManager !== '') return fieldManager;
  const [prefix = ''] = userAgent.split('/', 1);
  let name = '';
  for (const character of prefix) {
    if (/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(character)) continue;
    if (Buffer.byteLength(name + character) > fieldManagerLengthMax) break;
    name += character;
  }
  return name;
}
