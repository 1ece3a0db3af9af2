/** Copies text. Where the page is not a secure context the clipboard API is missing: rejects. */
export async function writeClipboard(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error('The browser offers no clipboard on this address.');
  await navigator.clipboard.writeText(text);
}
