export { encodeProtobuf } from './encode-protobuf.js';
export { WireWriter } from './wire-writer.js';
