/** What a system call fails with. The text depends on the C library of the image. */
export type ErrnoCode = keyof typeof glibcTexts;

const glibcTexts = {
  E2BIG: 'Argument list too long',
  EACCES: 'Permission denied',
  EADDRINUSE: 'Address already in use',
  EAGAIN: 'Resource temporarily unavailable',
  EBADF: 'Bad file descriptor',
  EBUSY: 'Device or resource busy',
  ECONNREFUSED: 'Connection refused',
  EEXIST: 'File exists',
  EFBIG: 'File too large',
  EHOSTUNREACH: 'No route to host',
  EINVAL: 'Invalid argument',
  EIO: 'Input/output error',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENODEV: 'No such device',
  ENOENT: 'No such file or directory',
  ENOEXEC: 'Exec format error',
  ENOMEM: 'Cannot allocate memory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  ENOTTY: 'Inappropriate ioctl for device',
  EPERM: 'Operation not permitted',
  EPIPE: 'Broken pipe',
  EROFS: 'Read-only file system',
  ESRCH: 'No such process',
  ETIMEDOUT: 'Connection timed out',
  EXDEV: 'Invalid cross-device link',
} as const;

/** Where musl, the C library of Alpine, has words of its own. */
const muslTexts: Partial<Record<ErrnoCode, string>> = {
  EADDRINUSE: 'Address in use',
  EBUSY: 'Resource busy',
  EHOSTUNREACH: 'Host is unreachable',
  EIO: 'I/O error',
  ELOOP: 'Symbolic link loop',
  EMFILE: 'No file descriptors available',
  ENAMETOOLONG: 'Filename too long',
  ENOMEM: 'Out of memory',
  ENOTTY: 'Not a tty',
  ETIMEDOUT: 'Operation timed out',
  EXDEV: 'Cross-device link',
};

export class Errno extends Error {
  constructor(readonly code: ErrnoCode) {
    super(glibcTexts[code]);
  }
}

export function errnoText(code: ErrnoCode, library: 'glibc' | 'musl'): string {
  return (library === 'musl' ? muslTexts[code] : undefined) ?? glibcTexts[code];
}
