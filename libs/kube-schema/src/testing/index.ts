export { encodeProtobuf } from '../protobuf/encode-protobuf.js';
export { WireWriter } from '../protobuf/wire-writer.js';
