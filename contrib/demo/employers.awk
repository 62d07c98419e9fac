# SPDX-License-Identifier: GPL-3.0-or-later
# A few hundred plainly invented employers, the same ones each time.
#   usage: awk -f contrib/demo/employers.awk
BEGIN {
    n = split("Marmalade Lighthouse Bluebell Thimble Gooseberry Lantern Otter Pebble Rhubarb Saffron " \
              "Teacup Umbrella Velvet Walnut Yonder Zebra Acorn Bramble Cobweb Dandelion", first, " ")
    m = split("Bakery;Garden Centre;Supermarket;Book Shop;Bus Company;Care Home;Cinema;Coffee House;" \
              "Dental Practice;Farm Shop;Hotel;Laundry;Library Services;Museum;Nursery;Parcel Depot;" \
              "Swimming Pool;Vets", second, ";")
    split("Ltd;Limited;& Daughters;Co-operative;plc", form, ";")
    print "name,what_they_do"
    for (i = 1; i <= n; i++)
        for (j = 1; j <= m; j++)
            printf "\"%s %s %s\",%s\n", first[i], second[j], form[(i + j) % 5 + 1], second[j]
}
