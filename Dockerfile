# The image of the operator, from what was built and tested: mvn verify && docker build -t namespace-certificate-operator .
# One JRE for all stages: the cache that the first one makes is of no use to any other build of it.
ARG JRE=eclipse-temurin:25-jre-noble

FROM ${JRE} AS trained
WORKDIR /app
COPY target/quarkus-app/ jvm.options ./
COPY target/test-classes/dev/namespacecerts/training/ /training/dev/namespacecerts/training/
# The JVM refuses its cache when the time of a jar is not what it was. Docker's own cache of layers mixes times of several
# builds, so all get the same one.
RUN ["java", "-cp", "../training", "dev.namespacecerts.training.SameTimes", "."]
RUN ["java", "-cp", "../training", "dev.namespacecerts.training.TrainingRun", \
     "java", "@jvm.options", "-XX:AOTCacheOutput=operator.aot", "-jar", "quarkus-run.jar"]

FROM ${JRE}
LABEL org.opencontainers.image.title="namespace-certificate-operator" \
      org.opencontainers.image.description="Judges the CA bundles and certificate filters of Temporal Cloud Namespaces, in Kubernetes." \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
# What changes least comes first.
COPY --from=trained /app/lib/ lib/
COPY --from=trained /app/quarkus/ quarkus/
COPY --from=trained /app/app/ app/
COPY --from=trained /app/quarkus-run.jar /app/jvm.options /app/operator.aot ./
USER 65532:65532
# Fails where the cache is refused. At run time a JVM that refuses it starts without.
RUN ["java", "@jvm.options", "-XX:AOTMode=on", "-XX:AOTCache=operator.aot", "-jar", "quarkus-run.jar", "--version"]
EXPOSE 8080
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=operator.aot", "-jar", "quarkus-run.jar"]
