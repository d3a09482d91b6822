import { status, type handleUnaryCall, type ServerErrorResponse } from "@grpc/grpc-js";

/** A gRPC method written as a function of its request. */

/** `peer`, the connection, tells one provider from another: the engine opens one for each, and no request names its provider. */
export const unary =
  <Request, Response>(
    answer: (request: Request, peer: string) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> =>
  (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request, call.getPeer()))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(toStatus(error));
        },
      );
  };

/** An error with a gRPC status of its own. Any other is UNKNOWN to the engine, as from a real provider. */
export class Refusal extends Error {
  constructor(
    readonly code: status,
    message: string,
  ) {
    super(message);
  }
}

const toStatus = (error: unknown): ServerErrorResponse => {
  const { message, name } = error instanceof Error ? error : new Error(String(error));
  return { code: error instanceof Refusal ? error.code : status.UNKNOWN, details: message, name, message };
};
