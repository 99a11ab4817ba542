package dev.namespacecerts.golden;

import java.util.List;
import java.util.stream.Stream;

/** All cases. A new one is a line in the class of its topic; a new class is a line here. */
public final class GoldenCases {
    private GoldenCases() {}

    public static List<GoldenCase> all() {
        return Stream.of(
                        CaRuleCases.all(),
                        CaChainCases.all(),
                        EncodingCases.all(),
                        LeafRuleCases.all(),
                        LeafChainCases.all(),
                        LeafKeyCases.all(),
                        FilterCases.all(),
                        ConditionCases.all(),
                        PublishCases.all(),
                        CloudCases.all(),
                        DemoCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
