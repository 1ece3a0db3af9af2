/** Output the client may leave unacknowledged before the pty is paused: enough for a full redraw of a large screen many times over, small enough that Ctrl-C feels immediate. */
export const highWatermarkBytes = 256 * 1024;
/** The pty resumes once unacknowledged output falls to this. */
export const lowWatermarkBytes = 16 * 1024;
/** The client acknowledges at least every so many bytes. */
export const ackEveryBytes = 16 * 1024;
/** One keystroke message: a large paste is split by the client. */
export const inputBytesMax = 64 * 1024;
/** Size of the learner's screen, in cells. */
export const colsMax = 500;
export const rowsMax = 300;
