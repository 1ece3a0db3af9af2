import { readFile } from 'node:fs/promises';
import { listSegments, segmentPath } from './recording-segment.js';

/**
 * The recording in a terminal's folder as one asciicast, as far back as it was kept; empty where
 * nothing was recorded. Safe while the terminal is being recorded.
 */
export async function readRecording(folder: string): Promise<string> {
  const texts = await Promise.all(
    listSegments(folder).map((offset) => readFile(segmentPath(folder, offset), 'utf8')),
  );
  return texts.map((text, index) => wholeLines(text, index === 0)).join('');
}

/** Without a torn last line, and without the header where it is not wanted. */
function wholeLines(text: string, withHeader: boolean): string {
  const end = text.lastIndexOf('\n') + 1;
  const start = withHeader ? 0 : text.indexOf('\n') + 1;
  return text.slice(start, end);
}
