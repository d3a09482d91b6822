import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, SimpleSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";

/**
 * On Vercel it is one call, unsampled: `registerOTel({ serviceName: services.api })` of `@vercel/otel`. What stands here instead writes each
 * span as a line, for whoever looks at the example without an account.
 */

const inLines: SpanExporter = {
  export: (spans, done) => {
    for (const { name, kind, attributes } of spans) console.log(JSON.stringify({ span: { name, kind, attributes } }));
    done({ code: 0 });
  },
  shutdown: () => Promise.resolve(),
};

context.setGlobalContextManager(new AsyncLocalStorageContextManager());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(inLines)] }));
