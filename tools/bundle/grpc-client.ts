/** What the frontend uses of @grpc/grpc-js: a client whose channel is given. The bundle takes this for the whole of it. */
import { ChannelCredentials } from "@grpc/grpc-js/build/src/channel-credentials.js";

export { Client } from "@grpc/grpc-js/build/src/client.js";
export { ConnectivityState as connectivityState } from "@grpc/grpc-js/build/src/connectivity-state.js";
export { Status as status } from "@grpc/grpc-js/build/src/constants.js";
export { Metadata } from "@grpc/grpc-js/build/src/metadata.js";
export const credentials = { createInsecure: ChannelCredentials.createInsecure };
