package dev.namespacecerts.cli;

/** Does nothing: what every start of a JVM with this class path costs ({@code deploy/benchmark lint}). */
public final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
}
