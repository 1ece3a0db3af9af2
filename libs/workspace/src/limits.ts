/**
 * What one workspace may use. Every number is a trade-off between a lab that works and a server
 * that a hostile learner cannot bring down.
 */
const mebibyte = 1024 * 1024;

/** Processes and threads. kubectl alone starts a dozen threads; a fork bomb ends here. */
export const processesMax = 512;
/** Open files of one process: what shells, editors and kubectl need, many times over. */
export const openFilesMax = 1024;
/** Largest file a process may write; below the home's quota, so that one file cannot exceed it. */
export const fileBytesMax = 128 * mebibyte;
/** Private memory of one process. kubectl uses 60 MiB; Go's address space is not counted here. */
export const processDataBytesMax = 1024 * mebibyte;
/** Memory of all processes and the tmpfs of a workspace, where the host lets us make a cgroup. */
export const memoryBytesMax = 512 * mebibyte;
/** /tmp is memory: enough for manifests and downloads of a lab. */
export const tmpBytesMax = 64 * mebibyte;
export const sharedMemoryBytesMax = 16 * mebibyte;
/** Size of the home on disk; a home above it has its processes stopped. */
export const homeBytesMax = 256 * mebibyte;
/** Files and folders in the home: empty files cost inodes, and time to look at them. */
export const homeEntriesMax = 50_000;
/** Time between two looks at a home in use: what a learner can write in it fits a disk. */
export const homeQuotaIntervalMs = 10_000;
/** Lower than the server's, so that a busy learner does not make it slow. */
export const niceness = 5;
/** Out of memory, the kernel ends a learner's process before the server (0 neutral, 1000 first). */
export const oomScoreAdjustment = 500;

export const terminalsMax = 8;
/** Keystrokes waiting for a program that does not read; what comes beyond is dropped. */
export const pendingInputBytesMax = 1024 * 1024;
/** Time a shell has to save its history after the hang-up. */
export const hangupGraceMs = 500;

/** Last part of a script's output that is kept. */
export const scriptOutputBytesMax = 64 * 1024;
export const scriptBytesMax = 256 * 1024;
/** Time for output that is on its way when the script has ended. */
export const scriptDrainMs = 250;

/** A file is read to this length unless the caller asks for less or more. */
export const readBytesDefault = mebibyte;
export const writeBytesMax = 16 * mebibyte;
/** As many symbolic links as Linux follows in one path (`MAXSYMLINKS`). */
export const symlinksMax = 40;
/** Time between two looks at a watched file: a check turns green within 300 ms, and a look is a few system calls. */
export const watchIntervalMs = 250;
/** Entries of a watched folder that are looked at. */
export const watchEntriesMax = 1000;

/** A sandbox is up in a few hundredths of a second; a machine under load may need much longer. */
export const sandboxStartTimeoutMs = 20_000;
/** Ending it only waits for the kernel. */
export const sandboxStopTimeoutMs = 10_000;
