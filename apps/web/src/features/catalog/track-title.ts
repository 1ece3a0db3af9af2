/** `pod-security` as a heading: `Pod security`. */
export function trackTitle(track: string): string {
  const words = track.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
