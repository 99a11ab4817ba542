package dev.namespacecerts.cli;

/** Does nothing. The build starts it to see whether a JVM accepts the archive of classes. */
public final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
}
