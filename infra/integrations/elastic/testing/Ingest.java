import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.util.concurrent.ThreadContext;
import org.elasticsearch.common.xcontent.DeprecationHandler;
import org.elasticsearch.common.xcontent.NamedXContentRegistry;
import org.elasticsearch.common.xcontent.XContentBuilder;
import org.elasticsearch.common.xcontent.XContentParser;
import org.elasticsearch.common.xcontent.XContentType;
import org.elasticsearch.common.xcontent.json.JsonXContent;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.VersionType;
import org.elasticsearch.ingest.AbstractProcessor;
import org.elasticsearch.ingest.ConfigurationUtils;
import org.elasticsearch.ingest.IngestDocument;
import org.elasticsearch.ingest.Pipeline;
import org.elasticsearch.ingest.Processor;
import org.elasticsearch.ingest.common.IngestCommonPlugin;
import org.elasticsearch.painless.PainlessPlugin;
import org.elasticsearch.script.ScriptContext;
import org.elasticsearch.script.ScriptEngine;
import org.elasticsearch.script.ScriptModule;
import org.elasticsearch.script.ScriptService;
import org.elasticsearch.script.mustache.MustachePlugin;

/**
 * Puts documents through ingest pipelines with Elasticsearch's own processors, its grok patterns, Painless and Mustache, without a
 * server: {"pipelines": {name: …}, "documents": [{"pipeline", "index", "source"}]} on stdin, one answer for each on stdout.
 *
 * The processors are those of 7.10.2, the last that Maven Central has. Of what the pipelines use only `fingerprint` came later: a
 * stand-in plays it, by the documents of the processor (salt, a zero byte, the value; SHA-256, Base64).
 */
public class Ingest {
  public static void main(String[] arguments) throws Exception {
    try (XContentParser parser = JsonXContent.jsonXContent.createParser(
        NamedXContentRegistry.EMPTY, DeprecationHandler.THROW_UNSUPPORTED_OPERATION, System.in)) {
      Map<String, Object> request = parser.map();
      Map<String, Pipeline> pipelines = pipelines(map(request.get("pipelines")));
      try (XContentBuilder answers = JsonXContent.contentBuilder()) {
        answers.startArray();
        for (Object each : (List<?>) request.get("documents")) answers.map(run(pipelines, map(each)));
        answers.endArray();
        answers.flush();
        System.out.println(org.elasticsearch.common.Strings.toString(answers));
      }
    }
  }

  private static Map<String, Object> run(Map<String, Pipeline> pipelines, Map<String, Object> each) {
    IngestDocument document = new IngestDocument(
        (String) each.get("index"), "_doc", null, null, null, VersionType.INTERNAL, map(each.get("source")));
    AtomicReference<Map<String, Object>> answer = new AtomicReference<>(Map.of("unanswered", true));
    document.executePipeline(pipelines.get((String) each.get("pipeline")), (result, error) -> {
      if (error != null) answer.set(Map.of("error", String.valueOf(error.getMessage())));
      else if (result == null) answer.set(Map.of("dropped", true));
      else {
        Map<String, Object> metadata = new HashMap<>();
        result.extractMetadata().forEach((key, value) -> metadata.put(key.getFieldName(), value));
        answer.set(Map.of("index", metadata.get("_index"), "source", result.getSourceAndMetadata()));
      }
    });
    return answer.get();
  }

  private static Map<String, Pipeline> pipelines(Map<String, Object> definitions) throws Exception {
    ScriptService scripts = scripts();
    Map<String, Processor.Factory> processors = new HashMap<>(new IngestCommonPlugin().getProcessors(parameters(scripts)));
    processors.put("fingerprint", StandInFingerprint::of);
    Map<String, Pipeline> pipelines = new HashMap<>();
    for (Map.Entry<String, Object> each : definitions.entrySet())
      pipelines.put(each.getKey(), Pipeline.create(each.getKey(), map(each.getValue()), processors, scripts));
    return pipelines;
  }

  private static ScriptService scripts() {
    Map<String, ScriptContext<?>> contexts = ScriptModule.CORE_CONTEXTS;
    Settings settings = Settings.builder().put("script.disable_max_compilations_rate", true).build();
    ScriptEngine painless = new PainlessPlugin().getScriptEngine(settings, contexts.values());
    ScriptEngine mustache = new MustachePlugin().getScriptEngine(settings, contexts.values());
    return new ScriptService(settings, Map.of(painless.getType(), painless, mustache.getType(), mustache), contexts);
  }

  private static Processor.Parameters parameters(ScriptService scripts) {
    Settings settings = Settings.builder().put("path.home", "/nonexistent").build();
    return new Processor.Parameters(new Environment(settings, Path.of("/nonexistent")), scripts, null,
        new ThreadContext(settings), System::nanoTime, (delay, task) -> null, null, null, Runnable::run);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** Elasticsearch's processor of that name is no part of 7.10.2. */
  private static final class StandInFingerprint extends AbstractProcessor {
    private final List<String> fields;
    private final String target;
    private final String salt;
    private final String method;
    private final boolean ignoreMissing;

    static Processor of(Map<String, Processor.Factory> all, String tag, String description, Map<String, Object> config) {
      return new StandInFingerprint(tag, description, config);
    }

    private StandInFingerprint(String tag, String description, Map<String, Object> config) {
      super(tag, description);
      fields = ConfigurationUtils.readList("fingerprint", tag, config, "fields");
      target = ConfigurationUtils.readStringProperty("fingerprint", tag, config, "target_field");
      salt = ConfigurationUtils.readStringProperty("fingerprint", tag, config, "salt");
      method = ConfigurationUtils.readStringProperty("fingerprint", tag, config, "method");
      ignoreMissing = ConfigurationUtils.readBooleanProperty("fingerprint", tag, config, "ignore_missing", false);
    }

    @Override
    public IngestDocument execute(IngestDocument document) throws Exception {
      List<String> values = new ArrayList<>();
      for (String field : fields) {
        String value = document.getFieldValue(field, String.class, true);
        if (value != null) values.add(value);
        else if (!ignoreMissing) throw new IllegalArgumentException("missing field [" + field + "]");
      }
      if (values.isEmpty()) return document;
      MessageDigest digest = MessageDigest.getInstance(method);
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      for (String value : values) {
        digest.update((byte) 0);
        digest.update(value.getBytes(StandardCharsets.UTF_8));
      }
      document.setFieldValue(target, Base64.getEncoder().encodeToString(digest.digest()));
      return document;
    }

    @Override
    public String getType() {
      return "fingerprint";
    }
  }
}
