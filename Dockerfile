# The image of the operator, from the output of the build, with the tag that the chart expects:
# mvn verify && docker build -t namespace-certificate-operator:0.1.0 .
# One JRE for all stages: a JVM accepts only an AOT cache that the same JVM build wrote.
ARG JRE=eclipse-temurin:25-jre-noble

FROM ${JRE} AS trained
WORKDIR /app
COPY target/quarkus-app/ jvm.options ./
COPY target/test-classes/dev/namespacecerts/training/ /training/dev/namespacecerts/training/
# The JVM rejects the cache if the modification time of a jar differs. Docker's layer cache mixes times of several builds, so
# all jars get the same time.
RUN ["java", "-cp", "../training", "dev.namespacecerts.training.SameTimes", "."]
RUN ["java", "-cp", "../training", "dev.namespacecerts.training.TrainingRun", \
     "java", "@jvm.options", "-XX:AOTCacheOutput=operator.aot", "-jar", "quarkus-run.jar"]

FROM ${JRE}
LABEL org.opencontainers.image.title="namespace-certificate-operator" \
      org.opencontainers.image.description="Validates the CA bundles and certificate filters of Temporal Cloud Namespaces." \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
# The layers that change least come first.
COPY --from=trained /app/lib/ lib/
COPY --from=trained /app/quarkus/ quarkus/
COPY --from=trained /app/app/ app/
COPY --from=trained /app/quarkus-run.jar /app/jvm.options /app/operator.aot ./
# glibc keeps freed memory for reuse, in an arena for each of several threads. One is enough.
ENV MALLOC_ARENA_MAX=1
USER 65532:65532
# Fails if the JVM rejects the cache. At run time, the JVM then starts without it.
RUN ["java", "@jvm.options", "-XX:AOTMode=on", "-XX:AOTCache=operator.aot", "-jar", "quarkus-run.jar", "--version"]
EXPOSE 8080
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=operator.aot", "-jar", "quarkus-run.jar"]
